// Cockpit is for engineers and stays English.
import '../../../../js/webapp-login.js';

export default {
  app: { vendor: 'Aftercare', name: 'Cockpit' },
  locales: { availableLocales: ['en'], fallbackLocale: 'en' },
  disableWelcomeMessage: true,
};
