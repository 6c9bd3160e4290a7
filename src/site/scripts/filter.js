/**
 * The catalogue's filter: words and facets, as one types, kept in the address. `/` goes to the field.
 */
// @ts-check
;(() => {
  const form = document.getElementById('filter')
  const count = document.getElementById('count')
  const nothing = document.getElementById('nothing')
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById('filter-q'))
  if (!form || !count || !nothing || !field) return
  const controls = /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ ([
    ...form.querySelectorAll('input, select'),
  ])
  const selects = controls.filter((control) => control !== field)
  const entries = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('#catalogue > li')]).map(
    (element) => ({
      element,
      words: fold(`${element.textContent} ${element.dataset['words'] ?? ''}`),
    }),
  )
  const all = count.textContent.trim()

  /** @param {string} text */
  function fold(text) {
    return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  }

  function show() {
    const words = fold(field?.value ?? '')
      .split(/\s+/)
      .filter(Boolean)
    let shown = 0
    for (const { element, words: text } of entries) {
      const fits =
        words.every((word) => text.includes(word)) &&
        selects.every(({ name, value }) => value === '' || element.dataset[name] === value)
      element.hidden = !fits
      if (fits) shown++
    }
    return shown
  }

  function update() {
    const shown = show()
    if (nothing) nothing.hidden = shown > 0
    if (count) count.textContent = shown === entries.length ? all : `${String(shown)} of ${all}`
  }

  function toAddress() {
    const query = new URLSearchParams(location.search)
    for (const { name, value } of controls) {
      if (value) query.set(name, value)
      else query.delete(name)
    }
    const text = query.toString()
    history.replaceState(null, '', text ? `?${text}` : location.pathname)
  }

  function fromAddress() {
    const query = new URLSearchParams(location.search)
    for (const control of controls) control.value = query.get(control.name) ?? ''
    // A value that no choice has leaves a select without one.
    for (const select of selects)
      if (select.value === '' && !(select instanceof HTMLInputElement)) select.selectedIndex = 0
    update()
  }

  form.addEventListener('input', () => {
    update()
    toAddress()
  })
  nothing.querySelector('button')?.addEventListener('click', () => {
    for (const control of controls) control.value = ''
    update()
    toAddress()
    field.focus()
  })
  document.addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target)
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if (target.matches('input, select, textarea')) return
    event.preventDefault()
    field.focus()
  })
  window.addEventListener('popstate', fromAddress)
  fromAddress()
})()
