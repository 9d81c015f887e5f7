package io.aftercare.approval;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has said yes: nobody pays what he approved. */
@Component
@Transactional(readOnly = true)
public class Approvers {

    private final ApprovalMapper approvals;

    Approvers(ApprovalMapper approvals) {
        this.approvals = approvals;
    }

    /** Himself, or somebody else for him. */
    public boolean hasApproved(String ticketNumber, String user) {
        return approvals.findByTicket(ticketNumber).stream()
                .anyMatch(approval -> approval.approved() && approval.isOf(user));
    }
}
