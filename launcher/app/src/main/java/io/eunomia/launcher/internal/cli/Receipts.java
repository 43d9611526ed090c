package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.Json;
import io.eunomia.shell.text.ReceiptText;
import java.util.Map;

/** Formats receipts of hot updates as the daemon sends them. */
final class Receipts {

    private Receipts() {
    }

    /** Returns the text that follows "NAME updated". */
    static String line(Map<String, Object> receipt) {
        return new ReceiptText(Json.text(receipt, "from"), Json.text(receipt, "to"), Json.text(receipt, "mode"),
                Json.number(receipt, "switch_ns"), Json.number(receipt, "load_ns"), Json.number(receipt, "lost"),
                receipt.get("duplicated") == null ? null : Json.number(receipt, "duplicated"),
                Json.list(receipt, "kept_maps").stream().map(Object::toString).toList()).line();
    }
}
