/* The ticket page: clocks that count, and the models with the place where the ticket stands. */
(function () {
  'use strict';

  // the success sentence is said once, not again after a reload
  if (document.querySelector('[data-done]')) {
    var clean = new URL(window.location.href);
    clean.searchParams.delete('done');
    window.history.replaceState(null, '', clean.pathname + clean.search);
  }

  var clocks = document.querySelector('.clocks');
  if (clocks) {
    count(clocks);
  }

  function count(list) {
    var time = window.aftercareClocks.timeOf(list);

    function tell() {
      var now = time();
      list.querySelectorAll('[data-due]').forEach(function (element) {
        var due = Number(element.dataset.due);
        var text = window.aftercareClocks.countdown(due, now, list.dataset);
        if (element.textContent !== text) {
          element.textContent = text;
        }
        var item = element.closest('.clock');
        if (due <= now && item && !item.classList.contains('clock-bad')) {
          item.className = 'clock clock-bad';
          var badge = item.querySelector('.badge');
          badge.className = 'badge badge-bad';
          badge.textContent = list.dataset.late;
        }
      });
    }

    window.setInterval(tell, 1000);
  }

  var place = document.getElementById('diagrams');
  if (!place || !window.BpmnJS) {
    return;
  }
  fetch(place.dataset.source, {headers: {Accept: 'application/json'}, credentials: 'same-origin'})
    .then(function (response) {
      if (!response.ok) {
        throw new Error(response.statusText);
      }
      return response.json();
    })
    .then(function (diagrams) {
      place.textContent = '';
      if (diagrams.length === 0) {
        say(place.dataset.none);
        return null;
      }
      return diagrams.reduce(function (before, diagram) {
        return before.then(function () { return draw(diagram); });
      }, Promise.resolve());
    })
    .catch(function () {
      place.textContent = '';
      say(place.dataset.failed);
    });

  function say(sentence) {
    var paragraph = document.createElement('p');
    paragraph.className = 'muted';
    paragraph.textContent = sentence;
    place.appendChild(paragraph);
  }

  function button(label, act) {
    var element = document.createElement('button');
    element.type = 'button';
    element.className = 'button button-small';
    element.textContent = label;
    element.addEventListener('click', act);
    return element;
  }

  function draw(diagram) {
    var figure = document.createElement('figure');
    figure.className = 'diagram';
    var caption = document.createElement('figcaption');
    var tools = document.createElement('div');
    tools.className = 'row diagram-tools';
    var canvasPlace = document.createElement('div');
    canvasPlace.className = 'diagram-canvas';
    canvasPlace.setAttribute('role', 'img');
    figure.append(caption, canvasPlace, tools);
    place.appendChild(figure);

    var viewer = new window.BpmnJS({container: canvasPlace});
    return viewer.importXML(diagram.xml).then(function () {
      var canvas = viewer.get('canvas');
      var elements = viewer.get('elementRegistry');
      var names = [];
      var active = [];
      viewer.get('zoomScroll').toggle(false);
      diagram.activeIds.forEach(function (id) {
        var element = elements.get(id);
        if (!element) {
          return;
        }
        active.push(element);
        canvas.addMarker(id, 'token');
        var name = element.businessObject.name;
        if (name) {
          names.push(name);
        }
        var mark = document.createElement('div');
        mark.className = 'token-mark';
        mark.textContent = place.dataset.here;
        viewer.get('overlays').add(id, {position: {top: -13, left: -8}, html: mark});
      });

      var root = canvas.getRootElement().businessObject;
      var title = document.createElement('strong');
      title.textContent = root.name || diagram.processKey;
      caption.appendChild(title);
      if (names.length > 0) {
        var now = document.createElement('span');
        now.className = 'muted';
        now.textContent = ' ' + place.dataset.here + ': ' + names.join(' · ');
        caption.appendChild(now);
      }
      canvasPlace.setAttribute('aria-label', place.dataset.label.replace('{0}', title.textContent)
          + (names.length > 0 ? ' ' + place.dataset.here + ': ' + names.join(', ') : ''));

      // the innermost place is where the eye should go
      var focus = active[0];
      active.forEach(function (element) {
        if (element.width < focus.width) {
          focus = element;
        }
      });

      function whole() {
        canvas.zoom('fit-viewport', 'auto');
      }
      function find() {
        if (!focus) {
          whole();
          return;
        }
        canvas.zoom(0.85, {x: 0, y: 0});
        var size = canvas.getSize();
        var box = canvas.viewbox();
        canvas.viewbox({
          x: focus.x + focus.width / 2 - box.width / 2,
          y: focus.y + focus.height / 2 - box.height / 2,
          width: size.width / 0.85,
          height: size.height / 0.85
        });
      }
      tools.append(
        button(place.dataset.find, find),
        button(place.dataset.whole, whole),
        button(place.dataset.in, function () { viewer.get('zoomScroll').stepZoom(1); }),
        button(place.dataset.out, function () { viewer.get('zoomScroll').stepZoom(-1); }));
      whole();
      if (canvas.zoom() < 0.45) {
        find();
      }
    });
  }
})();
