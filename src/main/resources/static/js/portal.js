// The customers' pages work without this: it tells limits before an upload, shows its progress, and takes a signature.
(() => {
  'use strict';

  const tell = (form, text) => {
    const problem = form.querySelector('[data-problem]');
    problem.textContent = text;
    problem.hidden = !text;
  };

  const check = (input) => {
    const files = [...input.files];
    if (files.length > Number(input.dataset.many)) {
      return input.dataset.tooMany;
    }
    return files.some((file) => file.size > Number(input.dataset.largest)) ? input.dataset.tooLarge : '';
  };

  document.querySelectorAll('form[data-files]').forEach((form) => {
    const input = form.querySelector('input[type=file]');
    if (!input) {
      return;
    }
    const consent = form.querySelector('input[name=consent]');
    const progress = form.querySelector('progress');
    const chosen = () => {
      tell(form, check(input));
      if (consent) {
        consent.required = input.files.length > 0;
      }
    };
    input.addEventListener('change', chosen);
    chosen();
    form.addEventListener('submit', (event) => {
      if (check(input)) {
        event.preventDefault();
        input.focus();
        return;
      }
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = 'true';
      if (input.files.length === 0) {
        return;
      }
      event.preventDefault();
      const request = new XMLHttpRequest();
      request.open('POST', form.action);
      request.setRequestHeader('Accept', 'text/html');
      request.upload.addEventListener('progress', (step) => {
        progress.hidden = false;
        progress.value = step.lengthComputable ? (100 * step.loaded) / step.total : 0;
      });
      request.addEventListener('load', () => {
        if (request.status < 400) {
          window.location.assign(request.responseURL);
          return;
        }
        delete form.dataset.sent;
        progress.hidden = true;
        const answer = new DOMParser().parseFromString(request.responseText, 'text/html');
        const notice = answer.querySelector('#problem');
        tell(form, notice ? notice.textContent.trim().replace(/\s+/g, ' ') : input.dataset.tooLarge);
      });
      request.addEventListener('error', () => {
        delete form.dataset.sent;
        progress.hidden = true;
        tell(form, input.dataset.tooLarge);
      });
      const sent = new FormData(form);
      if (event.submitter && event.submitter.name) {
        sent.set(event.submitter.name, event.submitter.value);
      }
      request.send(sent);
    });
  });

  // what is typed is kept on the server a moment after the last key, and when the page is left
  document.querySelectorAll('form[data-save]').forEach((form) => {
    let waiting = 0;
    let changed = false;
    const save = () => {
      window.clearTimeout(waiting);
      if (!changed || form.dataset.sent) {
        return;
      }
      changed = false;
      const typed = new URLSearchParams();
      new FormData(form).forEach((value, name) => {
        if (typeof value === 'string') {
          typed.append(name, value);
        }
      });
      typed.set('step', form.dataset.save);
      fetch('/help/save', { method: 'POST', body: typed, keepalive: true, credentials: 'same-origin' }).catch(() => {
        changed = true;
      });
    };
    form.addEventListener('input', () => {
      changed = true;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(save, 500);
    });
    window.addEventListener('pagehide', save);
    document.addEventListener('visibilitychange', save);
  });

  document.querySelectorAll('form[data-once]').forEach((form) => {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
      }
      form.dataset.sent = 'true';
    });
  });
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
  });

  document.querySelectorAll('form[data-sign]').forEach((form) => {
    const part = form.querySelector('.sign-draw');
    const canvas = part.querySelector('canvas');
    const field = part.querySelector('input[name=signature]');
    const pen = canvas.getContext('2d');
    let drawing = false;
    part.hidden = false;

    const clear = () => {
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      field.value = '';
    };
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [((event.clientX - box.left) * canvas.width) / box.width,
        ((event.clientY - box.top) * canvas.height) / box.height];
    };
    clear();
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      drawing = true;
      pen.lineWidth = 4;
      pen.lineCap = 'round';
      pen.lineJoin = 'round';
      pen.strokeStyle = '#17222d';
      pen.beginPath();
      pen.moveTo(...at(event));
    });
    canvas.addEventListener('pointermove', (event) => {
      if (drawing) {
        pen.lineTo(...at(event));
        pen.stroke();
      }
    });
    const end = () => {
      if (drawing) {
        drawing = false;
        field.value = canvas.toDataURL('image/png');
      }
    };
    canvas.addEventListener('pointerup', end);
    canvas.addEventListener('pointercancel', end);
    part.querySelector('[data-clear]').addEventListener('click', clear);
  });
})();
