import base from './playwright.config'
const { globalSetup: _, ...rest } = base
export default { ...rest, workers: 2, use: { ...rest.use, baseURL: 'http://127.0.0.1:18222', trace: 'off' } }
