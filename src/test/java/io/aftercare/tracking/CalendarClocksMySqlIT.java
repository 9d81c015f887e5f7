package io.aftercare.tracking;

class CalendarClocksMySqlIT extends CalendarClocksTest implements OnMySql {}
