/* Counts what is left of clocks by the server's time: a demo may run days ahead of this computer. */
(function () {
  'use strict';

  function duration(seconds, words) {
    var minutes = Math.floor(seconds / 60);
    var days = minutes < 48 * 60 ? 0 : Math.floor(minutes / 1440);
    var hours = Math.floor((minutes - days * 1440) / 60);
    var rest = days > 0 ? 0 : minutes % 60;
    var parts = [];
    if (days > 0) { parts.push(words.days.replace('{0}', days)); }
    if (hours > 0) { parts.push(words.hours.replace('{0}', hours)); }
    if (rest > 0 || parts.length === 0) { parts.push(words.minutes.replace('{0}', rest)); }
    // an empty attribute is left out of the page
    return parts.join(words.between || '');
  }

  /* place carries the words and data-now (milliseconds); answers a function that tells the seconds since 1970 */
  window.aftercareClocks = {
    timeOf: function (place) {
      var server = Number(place.dataset.now);
      var read = performance.now();
      return function () { return (server + performance.now() - read) / 1000; };
    },
    countdown: function (due, now, words) {
      var left = due - now;
      return (left > 0 ? words.left : words.over).replace('{0}', duration(Math.abs(left), words));
    }
  };
})();
