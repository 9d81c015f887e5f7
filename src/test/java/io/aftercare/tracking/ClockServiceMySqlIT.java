package io.aftercare.tracking;

class ClockServiceMySqlIT extends ClockServiceTest implements OnMySql {}
