package io.aftercare.board;

class ChangesMySqlIT extends ChangesTest implements OnMySql {}
