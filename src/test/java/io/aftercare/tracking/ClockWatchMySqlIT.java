package io.aftercare.tracking;

class ClockWatchMySqlIT extends ClockWatchTest implements OnMySql {}
