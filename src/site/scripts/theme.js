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

  /**
   * What the system has needs no memory: with it the page follows the system again.
   * @param {'light' | 'dark'} theme
   */
  function choose(theme) {
    const isSystems = (theme === 'dark') === system.matches
    show(isSystems ? null : theme)
    try {
      if (isSystems) localStorage.removeItem('theme')
      else localStorage.setItem('theme', theme)
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  /** @param {string | null} theme Null: the system's. */
  function show(theme) {
    if (theme === null) delete root.dataset['theme']
    else root.dataset['theme'] = theme
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) {
      const own = meta.getAttribute('data-theme')
      const media = theme === null ? `(prefers-color-scheme: ${own})` : theme === own ? 'all' : 'not all'
      meta.setAttribute('media', media)
    }
  }

  function isDark() {
    const chosen = root.dataset['theme']
    return chosen ? chosen === 'dark' : system.matches
  }

  const chosen = remembered()
  if (chosen === 'dark' || chosen === 'light') show(chosen)

  document.addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme-switch')
    if (!button) return
    const label = () => {
      button.textContent = isDark() ? 'Light theme' : 'Dark theme'
    }
    label()
    system.addEventListener('change', label)
    button.addEventListener('click', () => {
      choose(isDark() ? 'light' : 'dark')
      label()
    })
  })
})()
