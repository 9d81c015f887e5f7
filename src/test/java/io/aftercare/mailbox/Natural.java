package io.aftercare.mailbox;

/** Mails of machines. */
final class Natural {

    private Natural() {}

    static byte[] bounce(String messageId, int again) {
        return Letters.nothing()
                .line("Return-Path: <>")
                .line("From: MAILER-DAEMON@mx.customer.example (Mail Delivery System)")
                .line("To: service@house.example")
                .line("Subject: Undelivered Mail Returned to Sender")
                .line("Message-ID: <dsn" + again + "@mx.customer.example>")
                .line("Auto-Submitted: auto-replied")
                .line("MIME-Version: 1.0")
                .line("Content-Type: multipart/report; report-type=delivery-status; boundary=\"=_line\"")
                .line("")
                .part("text/plain", "I'm sorry to have to inform you that your message could not be delivered.")
                .line("--=_line")
                .line("Content-Type: message/delivery-status")
                .line("")
                .line("Reporting-MTA: dns; mx.customer.example")
                .line("")
                .line("Final-Recipient: rfc822; li.lei@customer.example")
                .line("Action: failed")
                .line("Status: 5.1.1")
                .line("Diagnostic-Code: smtp; 550 5.1.1 User unknown")
                .line("")
                .line("--=_line")
                .line("Content-Type: text/rfc822-headers")
                .line("")
                .line("From: service@house.example")
                .line("Message-ID: " + messageId)
                .line("Subject: We have received your request")
                .end();
    }
}
