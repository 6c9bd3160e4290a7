/**
 * A copy button for every element with `data-copy`: its value, or where that is empty the text of the element. Blocks of code in
 * a card's prose are plain HTML, and get a box to hold the button. What is folded gets its buttons when it is opened.
 */
// @ts-check
;(() => {
  const status = document.createElement('p')
  status.className = 'hidden-text'
  status.setAttribute('role', 'status')
  document.getElementById('content')?.append(status)

  /**
   * Stores inside a hospital often run without TLS, where browsers give no clipboard: then the old way.
   * @param {string} text
   */
  async function copy(text) {
    // Absent without TLS, whatever the types say.
    const clipboard = /** @type {Clipboard | undefined} */ (navigator.clipboard)
    if (clipboard) return clipboard.writeText(text)
    const before = /** @type {HTMLElement | null} */ (document.activeElement)
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'hidden-text'
    document.body.append(area)
    area.select()
    // Out of favour, and the only way here.
    const old = /** @type {{ execCommand: (command: string) => boolean }} */ (document)
    const done = old.execCommand('copy')
    area.remove()
    before?.focus()
    if (!done) throw new Error('The browser did not copy.')
  }

  /** @param {HTMLElement} place */
  function addButton(place) {
    const text = place.dataset['copy'] || place.textContent.trim()
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'copy'
    button.textContent = 'Copy'
    if (place.dataset['copyLabel']) button.setAttribute('aria-label', `Copy ${place.dataset['copyLabel']}`)
    button.addEventListener('click', () => {
      copy(text).then(
        () => say(button, 'Copied'),
        () => say(button, 'Not copied'),
      )
    })
    place.append(button)
  }

  /** @param {ParentNode} root */
  function addButtons(root) {
    for (const place of root.querySelectorAll('[data-copy]')) {
      if (place.querySelector('.copy') || place.closest('details:not([open])')) continue
      addButton(/** @type {HTMLElement} */ (place))
    }
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} word
   */
  function say(button, word) {
    button.textContent = word
    status.textContent = word
    setTimeout(() => {
      button.textContent = 'Copy'
      status.textContent = ''
    }, 2000)
  }

  for (const block of document.querySelectorAll('.prose pre')) {
    const box = document.createElement('div')
    box.className = 'code-box'
    box.dataset['copy'] = ''
    block.replaceWith(box)
    box.append(block)
  }
  addButtons(document)
  // It does not rise through the page, so it is caught on its way down.
  document.addEventListener('toggle', ({ target }) => addButtons(/** @type {HTMLElement} */ (target)), true)
})()
