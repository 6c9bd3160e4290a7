/** On a narrow screen the facets come in a sheet: a modal dialog, so the browser keeps the focus in it and Escape closes it. */

/** `panel` moves into `dialog` while that is open. */
export function enableSheet(dialog: HTMLDialogElement, panel: HTMLElement, opener: HTMLElement): void {
  const home = document.createComment('')
  panel.before(home)
  opener.addEventListener('click', () => {
    dialog.querySelector('.sheet-body')!.append(panel)
    dialog.showModal()
  })
  dialog.addEventListener('close', () => {
    home.after(panel)
    opener.focus()
  })
  dialog.addEventListener('click', ({ target }) => {
    // A click on the dialog itself is one beside the sheet.
    if (target === dialog || (target as Element).closest('.sheet-close')) dialog.close()
  })
  // A screen that has become wide shows the facets in their place.
  matchMedia('(min-width: 64rem)').addEventListener('change', ({ matches }) => {
    if (matches && dialog.open) dialog.close()
  })
}
