// What neither HTML nor htmx does: choosing many dead letters, and a key for the search.
'use strict';

document.addEventListener('keydown', event => {
  const inField = event.target.closest('input, select, textarea');
  const find = document.getElementById('find');
  if (event.key === '/' && !inField && !event.ctrlKey && !event.metaKey && !event.altKey && find) {
    event.preventDefault();
    find.focus();
    find.select();
  }
});

function choosing(form) {
  const boxes = [...form.querySelectorAll('input[name=id]')];
  const all = form.querySelector('#all');
  const page = form.querySelector('#pick-page');
  const chosen = form.querySelector('#chosen');
  const tell = () => {
    const count = boxes.filter(box => box.checked).length;
    page.checked = count === boxes.length;
    page.indeterminate = count > 0 && count < boxes.length;
    chosen.textContent = all.checked ? chosen.dataset.all : count ? count + ' ' + chosen.dataset.text : '';
    boxes.concat(page).forEach(box => { box.disabled = all.checked; });
  };
  page.addEventListener('change', () => boxes.forEach(box => { box.checked = page.checked; }));
  form.querySelector('#pick-page-label').hidden = false;
  form.addEventListener('change', tell);
  tell(); // the browser may have kept ticks over a reload
}

const letters = document.getElementById('letters');
if (letters && letters.querySelector('#pick-page')) {
  choosing(letters);
}
