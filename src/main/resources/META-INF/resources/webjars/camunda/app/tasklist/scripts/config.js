// Tasklist under our own name, in Chinese or English as the browser asks.
import '../../../../js/webapp-login.js';

const chinese = /^zh/i.test(navigator.language);

// What is due first stands first, unless the reader sorts otherwise.
if (!/[?&]sorting=/.test(location.hash)) {
  const sorting = encodeURIComponent(JSON.stringify([{ sortBy: 'dueDate', sortOrder: 'asc' }]));
  const [path, query] = (location.hash.replace(/^#/, '') || '/').split('?');
  history.replaceState(null, '', '#' + path + '?' + (query ? query + '&' : '') + 'sorting=' + sorting);
}

export default {
  app: { vendor: 'Aftercare', name: chinese ? '任务列表' : 'Tasklist' },
  locales: { availableLocales: ['zh', 'en'], fallbackLocale: 'en' },
  disableWelcomeMessage: true,
  requireJsConfig: { deps: ['scripts/forms'], ngDeps: ['aftercare.forms'] },
  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: chinese ? '认领所选任务' : 'Claim the selected task' },
    focusFilter: { key: 'ctrl+shift+f', description: chinese ? '跳到第一个筛选器' : 'Go to the first filter' },
    focusList: { key: 'ctrl+alt+l', description: chinese ? '跳到第一个任务' : 'Go to the first task' },
    focusForm: { key: 'ctrl+alt+f', description: chinese ? '跳到表单的第一个字段' : 'Go to the first field of the form' },
    startProcess: { key: 'ctrl+alt+p', description: chinese ? '登记新工单' : 'Report a new ticket' },
  },
};
