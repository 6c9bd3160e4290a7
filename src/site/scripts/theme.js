/**
 * The theme: the system's, until the reader has switched. Runs in the head before anything is painted, so nothing flashes. Tells
 * the style sheet that scripts run, and when the page is there: `js` and `loaded`.
 */
// @ts-check
;(() => {
  const root = document.documentElement
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  root.classList.add('js')
  window.addEventListener('load', () => root.classList.add('loaded'))

  /** @returns {string | null} What the reader chose; null where nothing, or where storage is barred. */
  function remembered() {
    try {
      return localStorage.getItem('theme')
    } catch {
      return null
    }
  }

  /** @param {string} theme */
  function remember(theme) {
    root.dataset['theme'] = theme
    try {
      localStorage.setItem('theme', theme)
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  function isDark() {
    const chosen = root.dataset['theme']
    return chosen ? chosen === 'dark' : system.matches
  }

  const chosen = remembered()
  if (chosen === 'dark' || chosen === 'light') root.dataset['theme'] = chosen

  document.addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme-switch')
    if (!button) return
    const label = () => {
      button.textContent = isDark() ? 'Light theme' : 'Dark theme'
    }
    label()
    system.addEventListener('change', label)
    button.addEventListener('click', () => {
      remember(isDark() ? 'light' : 'dark')
      label()
    })
  })
})()
