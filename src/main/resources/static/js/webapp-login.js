/* Tasklist, Admin, Cockpit: their own login is closed. Whoever is signed out there signs in at ours and comes back. */
const signedIn = new URL('../camunda/api/admin/auth/user/default', import.meta.url);
const home = new URL('../', import.meta.url);
let leaving = false;

async function leaveForLogin() {
  if (leaving || !/^#!?\/login/.test(window.location.hash)) {
    return;
  }
  leaving = true;
  const answer = await fetch(signedIn, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
  // signed in but not entitled to this app: the start page, not the login once more
  window.location.replace(answer.ok ? home : window.location.pathname);
}

for (const move of ['pushState', 'replaceState']) {
  const original = window.history[move].bind(window.history);
  window.history[move] = (...target) => {
    original(...target);
    leaveForLogin();
  };
}
window.addEventListener('hashchange', leaveForLogin);
leaveForLogin();
