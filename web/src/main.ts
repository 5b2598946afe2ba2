import { createApp } from 'vue'
import App from './shell/App.vue'
import { recall } from './shell/prefs'
import { makeRouter } from './shell/router'
import './ui/tokens.css'
import './ui/base.css'

// No top-level await: the oldest browsers we keep do not know it.
void recall().then(() => {
  createApp(App).use(makeRouter()).mount('#app')
  performance.mark('usable')
})
