import { createApp } from 'vue'
import { me, wasSignedIn } from './features/access/me'
import App from './shell/App.vue'
import { recall } from './shell/prefs'
import { makeRouter } from './shell/router'
import './ui/tokens.css'
import './ui/base.css'

// No top-level await: the oldest browsers we keep do not know it.
void recall().then(() => {
  const router = makeRouter()
  createApp(App).use(router).mount('#app')
  // A page that anybody may see has not asked yet.
  void router.isReady().then(() => {
    if (me.value || !wasSignedIn()) return
    void import('./features/access/session').then(({ whoAmI }) => whoAmI()).catch(() => null)
  })
  performance.mark('usable')
})
