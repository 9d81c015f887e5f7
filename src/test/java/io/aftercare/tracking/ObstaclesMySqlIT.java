package io.aftercare.tracking;

class ObstaclesMySqlIT extends ObstaclesTest implements OnMySql {}
