/**
 * Models that somebody picks to compare: up to four, as long as the tab lives. Brings every element with `data-compare` (an id) and `data-title` to
 * life, and shows the bar `#compare-tray` once something is picked. Who adds such elements later sends `compare-shown` to the document.
 */
// @ts-check
;(() => {
  const MOST = 4
  const KEY = 'compare'
  const tray = document.getElementById('compare-tray')
  const list = tray?.querySelector('ul')
  const link = tray?.querySelector('a')
  const clear = tray?.querySelector('.compare-clear')
  const status = document.getElementById('compare-status')
  if (!tray || !list || !link || !clear || !status) return

  /** @typedef {{ id: string, title: string }} Picked */

  /** @type {Picked[]} */
  let picked = remembered()

  /** @returns {Picked[]} Whatever other scripts of the host have left there is not believed. */
  function remembered() {
    try {
      const kept = /** @type {unknown} */ (JSON.parse(sessionStorage.getItem(KEY) ?? '[]'))
      return Array.isArray(kept) ? kept.filter(isPicked).slice(0, MOST) : []
    } catch {
      return []
    }
  }

  /**
   * @param {unknown} value
   * @returns {value is Picked}
   */
  function isPicked(value) {
    const { id, title } = /** @type {Record<string, unknown>} */ (value ?? {})
    return typeof id === 'string' && typeof title === 'string' && /^[\w.-]{1,100}$/.test(id)
  }

  /** @param {Picked[]} next */
  function keep(next) {
    picked = next
    try {
      sessionStorage.setItem(KEY, JSON.stringify(picked))
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    show()
  }

  /**
   * @param {string} id
   * @param {string} title
   */
  function toggle(id, title) {
    if (picked.some((one) => one.id === id)) keep(picked.filter((one) => one.id !== id))
    else if (picked.length < MOST) keep([...picked, { id, title }])
    else if (status) status.textContent = `Four models at most can be compared. Take one away first.`
  }

  function show() {
    for (const button of document.querySelectorAll('[data-compare]')) {
      const id = /** @type {HTMLElement} */ (button).dataset['compare']
      button.setAttribute('aria-pressed', String(picked.some((one) => one.id === id)))
    }
    if (!tray || !list || !link || !status) return
    tray.hidden = picked.length === 0
    document.documentElement.classList.toggle('comparing', picked.length > 0)
    list.replaceChildren(...picked.map(item))
    const base = tray.dataset['address'] ?? ''
    const isEnough = picked.length > 1
    link.textContent = isEnough ? `Compare ${String(picked.length)} models` : 'Pick another model'
    if (isEnough) link.href = `${base}?models=${picked.map(({ id }) => encodeURIComponent(id)).join(',')}`
    else link.removeAttribute('href')
    link.classList.toggle('button', isEnough)
    status.textContent = ''
  }

  /** @param {Picked} one */
  function item({ id, title }) {
    const button = document.createElement('button')
    button.type = 'button'
    button.setAttribute('aria-label', `Do not compare ${title}`)
    const name = document.createElement('bdi')
    name.textContent = title
    const cross = document.createElement('span')
    cross.setAttribute('aria-hidden', 'true')
    cross.textContent = '×'
    button.append(name, cross)
    button.addEventListener('click', () => toggle(id, title))
    const place = document.createElement('li')
    place.append(button)
    return place
  }

  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-compare]') : null
    if (!(button instanceof HTMLElement)) return
    toggle(button.dataset['compare'] ?? '', button.dataset['title'] ?? '')
  })
  clear.addEventListener('click', () => keep([]))
  document.addEventListener('compare-shown', show)
  // The page may come back from the browser's memory after something was picked elsewhere.
  window.addEventListener('pageshow', () => {
    picked = remembered()
    show()
  })
  show()
})()
