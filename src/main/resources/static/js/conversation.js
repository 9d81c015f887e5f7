/* The conversation on the ticket page: two fields that are never mixed up, drafts, canned replies, who else is here. */
(function () {
  'use strict';

  var KEEP_AFTER = 800;
  var PRESENCE_EVERY = 10000;
  var WRITING_FOR = 15000;

  var card = document.getElementById('conversation');
  if (!card) {
    return;
  }
  var base = window.location.pathname.replace(/\/$/, '').replace(/(\/tickets\/[^/]+).*/, '$1') + '/conversation';
  var lastKey = 0;
  var replies = null;
  var timers = {};

  function post(path, fields) {
    var headers = {'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json'};
    var name = document.querySelector('meta[name="csrf-header"]');
    var token = document.querySelector('meta[name="csrf-token"]');
    if (name && token) {
      headers[name.content] = token.content;
    }
    return fetch(base + path, {
      method: 'POST', headers: headers, credentials: 'same-origin', body: new URLSearchParams(fields).toString()
    });
  }

  // ---- one field at a time
  var tabs = card.querySelector('[data-tabs]');
  function show(kind, focus) {
    card.querySelectorAll('[data-tab]').forEach(function (tab) {
      tab.setAttribute('aria-pressed', String(tab.dataset.tab === kind));
    });
    card.querySelectorAll('[data-panel]').forEach(function (panel) {
      panel.hidden = panel.dataset.panel !== kind;
    });
    var field = card.querySelector('[data-panel="' + kind + '"] textarea');
    if (focus && field) {
      field.focus();
    }
  }
  tabs.hidden = false;
  tabs.addEventListener('click', function (event) {
    var tab = event.target.closest('[data-tab]');
    if (tab) {
      show(tab.dataset.tab, true);
    }
  });
  show(window.location.hash === '#note' ? 'note' : 'message', false);

  // ---- drafts
  card.addEventListener('input', function (event) {
    if (event.target.name !== 'text') {
      return;
    }
    lastKey = Date.now();
    var form = event.target.form;
    var kind = form.dataset.kind;
    window.clearTimeout(timers[kind]);
    timers[kind] = window.setTimeout(function () { keep(form); }, KEEP_AFTER);
    offer(event.target);
  });

  function keep(form) {
    var text = form.querySelector('textarea');
    if (!text) {
      return;
    }
    post('/' + form.dataset.kind + '/draft', {text: text.value}).then(function (response) {
      state(form, response.ok ? card.dataset.saved : card.dataset.unsaved);
    }, function () {
      state(form, card.dataset.unsaved);
    });
  }

  function state(form, text) {
    var place = form.querySelector('[data-state]');
    if (place) {
      place.textContent = text;
    }
  }

  // a draft that is being sent is not written over by one that is still on its way
  document.body.addEventListener('htmx:beforeRequest', function (event) {
    var form = event.target.closest && event.target.closest('.composer');
    if (form) {
      window.clearTimeout(timers[form.dataset.kind]);
    }
  });
  document.body.addEventListener('htmx:afterSettle', function () {
    listen();
    toEnd();
  });

  // ---- keyboard
  card.addEventListener('keydown', function (event) {
    if (event.target.name !== 'text') {
      return;
    }
    var picker = event.target.form.querySelector('[data-picker]');
    if (!picker.hidden && choose(event, picker)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.target.form.querySelector('[data-send]').click();
    }
  });

  // ---- canned replies
  function load() {
    if (replies) {
      return Promise.resolve(replies);
    }
    return fetch(base + '/replies', {headers: {Accept: 'application/json'}, credentials: 'same-origin'})
      .then(function (response) { return response.ok ? response.json() : []; })
      .then(function (loaded) {
        replies = loaded;
        return replies;
      });
  }

  function offer(field) {
    var before = field.value.slice(0, field.selectionStart);
    var match = /(?:^|\s)\/([\p{L}\p{N}-]{0,40})$/u.exec(before);
    var picker = field.form.querySelector('[data-picker]');
    if (!match) {
      close(picker);
      return;
    }
    load().then(function (all) {
      var wanted = match[1].toLowerCase();
      list(picker, field, all.filter(function (reply) {
        return reply.shortcut.toLowerCase().indexOf(wanted) === 0 || reply.title.toLowerCase().indexOf(wanted) >= 0;
      }), match[1].length + 1);
    });
  }

  function list(picker, field, found, typed) {
    picker.textContent = '';
    picker.dataset.typed = String(typed);
    if (found.length === 0) {
      var none = document.createElement('li');
      none.className = 'muted';
      none.textContent = card.dataset.none;
      picker.appendChild(none);
    }
    found.forEach(function (reply, index) {
      var item = document.createElement('li');
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', String(index === 0));
      var name = document.createElement('strong');
      name.textContent = (reply.script ? '♥ ' : '') + '/' + reply.shortcut + ' · ' + reply.title;
      var text = document.createElement('span');
      text.textContent = reply.text;
      item.appendChild(name);
      item.appendChild(text);
      item.addEventListener('mousedown', function (event) {
        event.preventDefault();
        insert(field, reply, Number(picker.dataset.typed));
        close(picker);
      });
      item.reply = reply;
      picker.appendChild(item);
    });
    picker.hidden = false;
    var button = field.form.querySelector('[data-replies]');
    if (button) {
      button.setAttribute('aria-expanded', 'true');
    }
  }

  function close(picker) {
    picker.hidden = true;
    var button = picker.closest('form').querySelector('[data-replies]');
    if (button) {
      button.setAttribute('aria-expanded', 'false');
    }
  }

  function choose(event, picker) {
    var items = Array.prototype.slice.call(picker.querySelectorAll('[role="option"]'));
    var at = items.findIndex(function (item) { return item.getAttribute('aria-selected') === 'true'; });
    if (event.key === 'Escape') {
      close(picker);
      return true;
    }
    if (items.length === 0) {
      return false;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      var next = (at + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length;
      items.forEach(function (item, index) { item.setAttribute('aria-selected', String(index === next)); });
      items[next].scrollIntoView({block: 'nearest'});
      return true;
    }
    if (event.key === 'Enter' || event.key === 'Tab') {
      insert(event.target, items[at].reply, Number(picker.dataset.typed));
      close(picker);
      return true;
    }
    return false;
  }

  function insert(field, reply, typed) {
    var end = field.selectionStart;
    field.setRangeText(reply.text, end - typed, end, 'end');
    field.dispatchEvent(new Event('input', {bubbles: true}));
    field.focus();
  }

  card.addEventListener('click', function (event) {
    var button = event.target.closest('[data-replies]');
    if (!button) {
      return;
    }
    var form = button.form;
    var picker = form.querySelector('[data-picker]');
    if (!picker.hidden) {
      close(picker);
      return;
    }
    var field = form.querySelector('textarea');
    field.focus();
    load().then(function (all) { list(picker, field, all, 0); });
  });

  // ---- the seconds in which it can be taken back
  function listen() {
    card.querySelectorAll('[data-replies]').forEach(function (button) { button.hidden = false; });
    card.querySelectorAll('[data-leaves-in]:not([data-counting])').forEach(function (place) {
      place.dataset.counting = 'true';
      var leavesAt = Date.now() + Number(place.dataset.leavesIn);
      (function tell() {
        if (!place.isConnected) {
          return;
        }
        var left = Math.max(0, Math.ceil((leavesAt - Date.now()) / 1000));
        place.textContent = card.dataset.leaves.replace('{0}', String(left));
        if (left > 0) {
          window.setTimeout(tell, 250);
        }
      }());
    });
  }

  function toEnd() {
    var thread = document.getElementById('thread');
    if (thread) {
      thread.scrollTop = thread.scrollHeight;
    }
  }

  // ---- who else is here
  var others = card.querySelector('[data-presence]');
  function here() {
    if (document.hidden) {
      return;
    }
    post('/presence', {writing: String(Date.now() - lastKey < WRITING_FOR)})
      .then(function (response) { return response.ok ? response.json() : []; })
      .then(function (found) {
        others.hidden = found.length === 0;
        var text = found.map(function (other) { return other.text; }).join(' ');
        if (others.textContent !== text) {
          others.textContent = text;
        }
        others.classList.toggle('notice-warn', found.some(function (other) { return other.writing; }));
        others.classList.toggle('notice-info', !found.some(function (other) { return other.writing; }));
      }, function () { others.hidden = true; });
  }
  here();
  window.setInterval(here, PRESENCE_EVERY);
  document.addEventListener('visibilitychange', here);

  listen();
  toEnd();
}());
