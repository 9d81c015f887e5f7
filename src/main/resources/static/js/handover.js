/* The hand-over: prints, and says once that a note was saved. */
(function () {
  'use strict';

  var print = document.querySelector('[data-print]');
  if (print) {
    print.hidden = false;
    print.addEventListener('click', function () { window.print(); });
  }
  if (document.querySelector('[data-done]')) {
    var clean = new URL(window.location.href);
    clean.searchParams.delete('done');
    window.history.replaceState(null, '', clean.pathname + clean.search);
  }
})();
