package io.aftercare.board;

class BoardMySqlIT extends BoardTest implements OnMySql {}
