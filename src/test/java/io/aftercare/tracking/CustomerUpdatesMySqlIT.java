package io.aftercare.tracking;

class CustomerUpdatesMySqlIT extends CustomerUpdatesTest implements OnMySql {}
