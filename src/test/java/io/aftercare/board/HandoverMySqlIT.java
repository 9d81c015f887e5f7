package io.aftercare.board;

class HandoverMySqlIT extends HandoverTest implements OnMySql {}
