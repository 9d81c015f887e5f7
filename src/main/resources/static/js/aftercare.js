/* Small helpers for every page. No inline handlers: the content security policy refuses them. */
(function () {
  'use strict';

  function meta(name) {
    var element = document.querySelector('meta[name="' + name + '"]');
    return element ? element.content : null;
  }

  // htmx requests carry the CSRF token of the page
  document.addEventListener('htmx:configRequest', function (event) {
    var token = meta('csrf-token');
    var header = meta('csrf-header');
    if (token && header) {
      event.detail.headers[header] = token;
    }
  });

  // the session ended meanwhile: show the login page instead of nesting it
  document.addEventListener('htmx:beforeSwap', function (event) {
    if (event.detail.xhr.status === 401) {
      window.location.reload();
    }
  });

  // <form data-confirm="sentence"> asks before it is sent without htmx
  document.addEventListener('submit', function (event) {
    var question = event.target.getAttribute('data-confirm');
    if (question && !event.target.hasAttribute('hx-post') && !window.confirm(question)) {
      event.preventDefault();
    }
  });

  // "/" focuses the search field
  document.addEventListener('keydown', function (event) {
    var target = event.target;
    var typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      var search = document.querySelector('[data-search]');
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    }
  });

  // filters apply as soon as they are chosen
  document.addEventListener('change', function (event) {
    if (event.target.matches('[data-submit-on-change]') && event.target.form) {
      event.target.form.requestSubmit();
    }
  });

  // the language links keep the rest of the address
  function keepAddress() {
    document.querySelectorAll('.languages a').forEach(function (link) {
      var address = new URL(window.location.href);
      address.searchParams.set('lang', new URL(link.href).searchParams.get('lang'));
      link.href = address.pathname + address.search;
    });
  }

  // <form data-json="/demo/clock"> sends its fields as JSON and shows the answer in [data-answer]
  document.addEventListener('submit', function (event) {
    var form = event.target;
    var url = form.getAttribute('data-json');
    if (!url) {
      return;
    }
    event.preventDefault();
    var body = {};
    new FormData(form, event.submitter).forEach(function (value, key) {
      if (key !== '_csrf') {
        body[key] = value;
      }
    });
    var headers = {'Content-Type': 'application/json', Accept: 'application/json'};
    if (meta('csrf-header')) {
      headers[meta('csrf-header')] = meta('csrf-token');
    }
    var buttons = form.querySelectorAll('button');
    var answer = form.querySelector('[data-answer]');
    buttons.forEach(function (button) { button.disabled = true; });
    if (answer) {
      answer.textContent = form.getAttribute('data-busy') || '';
    }
    fetch(url, {method: 'POST', headers: headers, body: JSON.stringify(body), credentials: 'same-origin'})
      .then(function (response) {
        if (response.ok) {
          window.location.reload();
          return null;
        }
        return response.json().then(function (problem) { throw new Error(problem.detail || response.statusText); });
      })
      .catch(function (error) {
        if (answer) {
          answer.textContent = error.message;
        }
        buttons.forEach(function (button) { button.disabled = false; });
      });
  });

  // an open menu closes when one looks elsewhere
  document.addEventListener('click', function (event) {
    document.querySelectorAll('details[data-menu][open]').forEach(function (menu) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
  });
  document.addEventListener('keydown', function (event) {
    var menu = event.key === 'Escape' && document.querySelector('details[data-menu][open]');
    if (menu) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });

  keepAddress();
})();
