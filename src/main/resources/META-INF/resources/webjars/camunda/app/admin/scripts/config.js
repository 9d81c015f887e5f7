// Users, groups and rights under our own name, in Chinese or English as the browser asks.
import '../../../../js/webapp-login.js';

const chinese = /^zh/i.test(navigator.language);

export default {
  app: { vendor: 'Aftercare', name: chinese ? '系统管理' : 'Admin' },
  locales: { availableLocales: ['zh', 'en'], fallbackLocale: 'en' },
  disableWelcomeMessage: true,
};
