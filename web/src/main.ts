import { createApp } from 'vue'
import { wasSignedIn } from './features/access/me'
import App from './shell/App.vue'
import { recall } from './shell/prefs'
import { makeRouter } from './shell/router'
import './ui/tokens.css'
import './ui/base.css'

// No top-level await: the oldest browsers we keep do not know it.
void recall().then(() => {
  createApp(App).use(makeRouter()).mount('#app')
  if (wasSignedIn()) {
    void import('./features/access/session').then(({ whoAmI }) => whoAmI()).catch(() => null)
  }
  performance.mark('usable')
})
