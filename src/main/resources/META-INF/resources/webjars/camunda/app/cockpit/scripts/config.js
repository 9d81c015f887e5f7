// Cockpit is for engineers and stays English.
export default {
  app: { vendor: 'Aftercare', name: 'Cockpit' },
  locales: { availableLocales: ['en'], fallbackLocale: 'en' },
  disableWelcomeMessage: true,
};
