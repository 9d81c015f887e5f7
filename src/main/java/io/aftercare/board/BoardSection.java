package io.aftercare.board;

/** Where a ticket stands on the board: as its most pressing clock does; PAUSED when all that it has stand still. */
enum BoardSection {
    BREACHED,
    AT_RISK,
    DUE_NEXT,
    PAUSED
}
