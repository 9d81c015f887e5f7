package io.aftercare.tracking;

class PausesMySqlIT extends PausesTest implements OnMySql {}
