package io.aftercare.tracking;

class LadderMySqlIT extends LadderTest implements OnMySql {}
