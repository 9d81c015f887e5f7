/* The screen of a ringing phone works without a mouse: 1-9 choose a ticket, N begins a new one. */
(function () {
  'use strict';

  function hint() {
    var chosen = document.querySelector('input[name=mood]:checked');
    document.querySelectorAll('.mood-hint').forEach(function (line) {
      line.hidden = !chosen || line.getAttribute('data-mood') !== chosen.value;
    });
  }

  document.addEventListener('change', function (event) {
    if (event.target.name === 'mood') {
      hint();
    }
  });

  document.addEventListener('keydown', function (event) {
    var target = event.target;
    var typing = target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)
      || target.tagName === 'INPUT' && !/^(radio|checkbox)$/.test(target.type);
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (/^[1-9]$/.test(event.key)) {
      var choice = document.querySelector('[data-key="' + event.key + '"]');
      if (choice) {
        event.preventDefault();
        choice.checked = true;
        choice.form.querySelector('textarea').focus();
      }
    } else if (event.key === 'n' || event.key === 'N') {
      var first = document.querySelector('[data-first]');
      if (first) {
        event.preventDefault();
        first.focus();
        first.scrollIntoView({block: 'center'});
      }
    }
  });

  // a second click sends nothing twice
  document.addEventListener('submit', function (event) {
    if (event.target.method === 'post' && event.target.closest('[data-intake]') && !event.target.hasAttribute('hx-post')) {
      event.target.querySelectorAll('button').forEach(function (button) { button.disabled = true; });
    }
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('[data-intake] button').forEach(function (button) { button.disabled = false; });
  });

  hint();
})();
