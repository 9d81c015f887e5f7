/* Calendars: the form of a new one, a file read into its field, hours copied, and a page that waits for the recount. */
(function () {
  'use strict';

  var fresh = document.querySelector('.new-calendar');
  if (fresh) {
    fresh.addEventListener('submit', function (event) {
      event.preventDefault();
      window.location.assign(fresh.dataset.base + encodeURIComponent(fresh.elements.name.value) + '?create=true');
    });
  }

  if (document.querySelector('[data-done]') && window.history.replaceState) {
    var clean = new URL(window.location.href);
    clean.searchParams.delete('done');
    window.history.replaceState(null, '', clean.pathname + clean.search);
  }

  var form = document.getElementById('calendar-form');
  if (!form) {
    return;
  }

  var moves = document.querySelector('[data-moves]');
  if (moves) {
    moves.focus();
  }

  var field = document.querySelector('[data-file-field]');
  field.hidden = false;
  field.querySelector('[data-file]').addEventListener('change', function (event) {
    var file = event.target.files[0];
    if (file) {
      file.text().then(function (text) { form.elements.file.value = text; });
    }
  });

  var copy = document.querySelector('[data-copy-monday]');
  copy.hidden = false;
  copy.addEventListener('click', function () {
    ['TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].forEach(function (day) {
      form.elements['hours.' + day].value = form.elements['hours.MONDAY'].value;
    });
    touched = true;
  });

  form.addEventListener('click', function (event) {
    var question = event.target.getAttribute('data-confirm-click');
    if (question && !window.confirm(question)) {
      event.preventDefault();
    }
  });

  // leaving asks once something was typed; sending does not
  var touched = false;
  form.addEventListener('input', function () { touched = true; });
  form.addEventListener('submit', function () { touched = false; });
  window.addEventListener('beforeunload', function (event) {
    if (touched) {
      event.preventDefault();
    }
  });

  // clocks are still being counted anew: look again until all are
  if (document.querySelector('[data-behind]') && !moves) {
    window.setTimeout(function () {
      if (!touched) {
        window.location.reload();
      }
    }, 4000);
  }
})();
