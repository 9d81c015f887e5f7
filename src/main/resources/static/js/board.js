/*
 * The SLA board: counts, and shows what changed. The server says only that something changed; this page then asks for
 * its own lines and puts them in the place of the old ones, so that filter, focus and the place on the page stay.
 */
(function () {
  'use strict';

  var place = document.getElementById('board');
  var form = document.querySelector('.board-filters');
  var told = document.querySelector('[data-live]');
  var hold = document.querySelector('[data-hold]');
  if (!place || !form || !told || !window.EventSource) {
    return;
  }

  var SOONEST = 900;        // between two refreshes
  var FALLBACK = 15000;     // without events
  var AT_LATEST = 60000;    // whatever happens
  var time = window.aftercareClocks.timeOf(place);
  var events = null;
  var retry = null;
  var wait = 1000;
  var timer = null;
  var asking = null;
  var dirty = false;
  var lastAsked = 0;
  var lastHeard = 0;
  var held = false;
  var known = numbers();

  form.querySelector('[data-apply]').hidden = true;
  hold.hidden = false;

  // ---- what is left
  function tick() {
    var now = time();
    var crossed = false;
    place.querySelectorAll('[data-due]').forEach(function (line) {
      var due = Number(line.dataset.due);
      var text = window.aftercareClocks.countdown(due, now, place.dataset);
      var left = line.querySelector('.clock-left');
      if (left.textContent !== text) {
        left.textContent = text;
      }
      var tone = due <= now ? 'tone-bad' : Number(line.dataset.risk) <= now ? 'tone-warn' : 'tone-info';
      if (!line.classList.contains(tone)) {
        line.classList.remove('tone-bad', 'tone-warn', 'tone-info');
        line.classList.add(tone);
        crossed = true;
      }
    });
    if (crossed) {
      want();
    }
  }

  // ---- new lines
  function query() {
    return window.location.search.replace(/([?&])lang=[^&]*&?/, '$1').replace(/[?&]$/, '');
  }

  /** Asks soon; several wishes make one question. */
  function want() {
    dirty = true;
    if (held) {
      say('held');
      return;
    }
    if (timer === null && asking === null && !document.hidden) {
      timer = window.setTimeout(ask, Math.max(0, lastAsked + SOONEST - Date.now()));
    }
  }

  function ask() {
    timer = null;
    dirty = false;
    lastAsked = Date.now();
    var search = query();
    var control = new AbortController();
    asking = control;
    fetch('/board/lines' + search, {
      credentials: 'same-origin', headers: {Accept: 'text/html', 'X-Requested-With': 'XMLHttpRequest'},
      signal: control.signal
    }).then(function (response) {
      if (response.status === 401 || response.status === 403) {
        signedOut();
        return null;
      }
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      return response.text();
    }).then(function (html) {
      if (asking !== control) {
        return;
      }
      asking = null;
      if (html !== null && search === query()) {
        show(html);
        say(events && events.readyState === EventSource.OPEN ? 'on' : 'polling');
      }
      if (dirty) {
        want();
      }
    }).catch(function () {
      if (asking === control) {
        asking = null;
        say('failed');
      }
    });
  }

  function show(html) {
    var fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('board');
    if (!fresh) {
      return;
    }
    var focused = place.contains(document.activeElement) ? document.activeElement.id : null;
    var anchor = anchorCard();
    var before = anchor ? anchor.getBoundingClientRect().top : 0;
    var anchorId = anchor ? anchor.querySelector('.card-link').id : null;

    place.replaceWith(fresh);
    place = fresh;
    time = window.aftercareClocks.timeOf(place);
    mark();

    var again = focused ? document.getElementById(focused) : null;
    if (again) {
      again.focus({preventScroll: true});
    }
    var sameAnchor = anchorId ? document.getElementById(anchorId) : null;
    if (sameAnchor) {
      window.scrollBy(0, sameAnchor.closest('.board-card').getBoundingClientRect().top - before);
    }
    tick();
  }

  /** The line that must not move under the reader who has scrolled down: the one he is on, or the first he sees. */
  function anchorCard() {
    if (window.scrollY < 200) {
      return null;
    }
    var on = place.contains(document.activeElement) ? document.activeElement.closest('.board-card') : null;
    if (on && on.getBoundingClientRect().bottom > 0 && on.getBoundingClientRect().top < window.innerHeight) {
      return on;
    }
    var cards = place.querySelectorAll('.board-card');
    for (var i = 0; i < cards.length; i++) {
      if (cards[i].getBoundingClientRect().top >= 0) {
        return cards[i];
      }
    }
    return null;
  }

  function numbers() {
    var all = {};
    place.querySelectorAll('.board-card').forEach(function (card) {
      all[card.dataset.number] = card.closest('.board-column').className;
    });
    return all;
  }

  /** What is new or moved is seen for a moment. */
  function mark() {
    var now = numbers();
    place.querySelectorAll('.board-card').forEach(function (card) {
      if (known[card.dataset.number] !== now[card.dataset.number]) {
        card.classList.add('fresh');
      }
    });
    known = now;
  }

  // ---- the filter, without leaving the page
  function go(address, push) {
    if (push) {
      window.history.pushState(null, '', address);
    }
    lastAsked = 0;
    if (asking) {
      asking.abort();
      asking = null;
    }
    if (timer !== null) {
      window.clearTimeout(timer);
    }
    known = {};
    ask();
  }

  function addressOfForm() {
    var search = new URLSearchParams();
    new FormData(form).forEach(function (value, key) {
      if (value) {
        search.append(key, value);
      }
    });
    var text = search.toString();
    return form.action + (text ? '?' + text : '');
  }

  form.addEventListener('change', function (event) {
    if (event.target.matches('[data-filter]')) {
      var mine = form.elements.mine;
      var person = form.elements.person;
      if (event.target === mine && mine.checked) {
        person.value = '';
      } else if (event.target === person && person.value) {
        mine.checked = false;
      }
      go(addressOfForm(), true);
    }
  });

  document.addEventListener('click', function (event) {
    var link = event.target.closest('[data-board-link]');
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) {
      return;
    }
    event.preventDefault();
    var state = new URL(link.href).searchParams.get('state');
    form.elements.state.value = state || '';
    form.elements.state.disabled = !state;
    go(link.href, true);
    window.scrollTo(0, 0);
  });

  window.addEventListener('popstate', function () { window.location.reload(); });

  // ---- keys: j and k go through the tickets
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
      return;
    }
    var step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
    if (!step) {
      return;
    }
    var links = Array.prototype.slice.call(place.querySelectorAll('.card-link'));
    var next = links[Math.min(links.length - 1, Math.max(0, links.indexOf(document.activeElement) + step))];
    if (next) {
      event.preventDefault();
      next.focus();
      next.closest('.board-card').scrollIntoView({block: 'nearest'});
    }
  });

  // ---- hold still
  hold.addEventListener('click', function () {
    held = !held;
    hold.setAttribute('aria-pressed', String(held));
    if (held) {
      say('held');
    } else {
      want();
    }
  });

  // ---- events
  function say(what) {
    if (held && what === 'on') {
      what = 'held';
    }
    var text = told.dataset[what];
    if (told.dataset.state !== what) {
      told.dataset.state = what;
      told.className = 'live-state small live-' + what;
      told.textContent = text;
    }
  }

  function signedOut() {
    asking = null;
    close();
    window.clearInterval(fallback);
    say('signedOut');
    var link = document.createElement('a');
    link.href = '/login';
    link.textContent = told.dataset.signIn;
    told.append(' ', link);
  }

  function close() {
    if (events) {
      events.close();
      events = null;
    }
    window.clearTimeout(retry);
  }

  function open() {
    close();
    var source = new EventSource('/board/events');
    events = source;
    function heard() {
      lastHeard = Date.now();
      wait = 1000;
    }
    source.addEventListener('open', function () { heard(); say('on'); });
    // what happened before the line was open is asked for once
    source.addEventListener('changed', function () { heard(); want(); });
    source.addEventListener('still', function () { heard(); });
    source.addEventListener('signed-out', function () { close(); lastAsked = 0; want(); });
    source.onmessage = heard;
    source.onopen = function () { heard(); want(); };
    source.onerror = function () {
      if (events !== source) {
        return;
      }
      say('off');
      if (source.readyState === EventSource.CLOSED) {
        // refused: the browser gives up, we ask why and try again later
        want();
        retry = window.setTimeout(open, wait);
        wait = Math.min(wait * 2, 60000);
      }
    };
  }

  // a page that nobody sees needs nothing, and browsers allow only a few connections
  document.addEventListener('visibilitychange', function () {
    if (document.hidden) {
      close();
    } else {
      open();
    }
  });
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) {
      open();
    }
  });

  var fallback = window.setInterval(function () {
    var live = events && events.readyState === EventSource.OPEN && Date.now() - lastHeard < 3 * FALLBACK;
    if (!live && events && events.readyState === EventSource.OPEN) {
      open();
    }
    if (!document.hidden && Date.now() - lastAsked > (live ? AT_LATEST : FALLBACK) - 500) {
      want();
    }
  }, 5000);
  window.setInterval(tick, 1000);
  if (!document.hidden) {
    open();
  }
})();
