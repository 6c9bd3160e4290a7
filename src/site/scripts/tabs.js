/**
 * Turns the recipes of a model's page into tabs, after the pattern of the ARIA Authoring Practices. Remembers the client, so
 * that the next model opens with it.
 */
// @ts-check
;(() => {
  const list = document.querySelector('#recipes [role=tablist]')
  if (!list) return
  const tabs = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role=tab]')])

  /** @param {HTMLElement} tab */
  function panelOf(tab) {
    return document.getElementById(tab.getAttribute('aria-controls') ?? '')
  }

  /** @param {HTMLElement} chosen */
  function choose(chosen) {
    for (const tab of tabs) {
      const selected = tab === chosen
      tab.setAttribute('aria-selected', String(selected))
      tab.tabIndex = selected ? 0 : -1
      panelOf(tab)?.classList.toggle('chosen', selected)
    }
  }

  /** @param {number} index */
  function goTo(index) {
    const tab = tabs[(index + tabs.length) % tabs.length]
    if (!tab) return
    choose(tab)
    keep(tab.id)
    tab.focus()
  }

  /** @param {string} id */
  function keep(id) {
    try {
      localStorage.setItem('client', id)
    } catch {
      // Without storage each page begins with its first client.
    }
  }

  function kept() {
    try {
      return localStorage.getItem('client')
    } catch {
      return null
    }
  }

  for (const tab of tabs) {
    const panel = panelOf(tab)
    panel?.setAttribute('role', 'tabpanel')
    panel?.setAttribute('aria-labelledby', tab.id)
    panel?.removeAttribute('aria-label')
    tab.addEventListener('click', () => {
      choose(tab)
      keep(tab.id)
    })
  }
  list.addEventListener('keydown', (event) => {
    const { key } = /** @type {KeyboardEvent} */ (event)
    const now = tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true')
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[key]
    if (next === undefined) return
    event.preventDefault()
    goTo(next)
  })
  const wanted = location.hash.replace('#use-', 'tab-') || kept()
  const first = tabs.find((tab) => tab.id === wanted) ?? tabs.find((tab) => tab.id === kept()) ?? tabs[0]
  if (first) choose(first)
})()
