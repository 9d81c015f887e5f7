// Order and emptying of the rows of a checklist; without scripts the rows can still be typed over.
document.querySelectorAll('[data-needs-script]').forEach((part) => { part.hidden = false; });
document.querySelectorAll('[data-sortable]').forEach((list) => {
  list.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    const row = button && button.closest('[data-row]');
    if (!row) return;
    if ('up' in button.dataset && row.previousElementSibling) {
      list.insertBefore(row, row.previousElementSibling);
    } else if ('down' in button.dataset && row.nextElementSibling) {
      list.insertBefore(row.nextElementSibling, row);
    } else if ('empty' in button.dataset) {
      row.querySelectorAll('input[type=text]').forEach((field) => { field.value = ''; });
      row.querySelectorAll('input[type=checkbox]').forEach((box) => { box.checked = false; });
    }
    button.focus();
  });
});
