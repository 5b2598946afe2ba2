import base from './playwright.config'

// ./dev pictures: the same server and browser as the tests, but what is made is for the README.
export default {
  ...base,
  expect: { timeout: 20_000 },
  workers: 1,
  projects: [{ name: 'pictures', testMatch: /pictures\.ts/ }],
}
