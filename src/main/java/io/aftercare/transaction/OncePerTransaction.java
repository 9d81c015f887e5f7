package io.aftercare.transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Asks the database once per transaction for what a transaction counts with many times; statements are what a ticket
 * costs. Outside a transaction it asks each time.
 */
public final class OncePerTransaction<K, V> {

    private final Function<K, @Nullable V> read;

    public OncePerTransaction(Function<K, @Nullable V> read) {
        this.read = read;
    }

    /** What it was when this transaction first asked. */
    public @Nullable V of(K key) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return read.apply(key);
        }
        Map<K, @Nullable V> known = known();
        if (!known.containsKey(key)) {
            known.put(key, read.apply(key));
        }
        return known.get(key);
    }

    /** This transaction has made it itself and need not ask; nothing outside a transaction. */
    public void keep(K key, V made) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            known().put(key, made);
        }
    }

    /** This transaction has changed what it read. */
    public void forget() {
        TransactionSynchronizationManager.unbindResourceIfPossible(this);
    }

    /** This transaction has changed what belongs to one key. */
    public void forget(K key) {
        if (TransactionSynchronizationManager.hasResource(this)) {
            known().remove(key);
        }
    }

    @SuppressWarnings("unchecked") // nobody else binds anything to this object
    private Map<K, @Nullable V> known() {
        Object bound = TransactionSynchronizationManager.getResource(this);
        if (bound == null) {
            bind(new HashMap<K, @Nullable V>());
            TransactionSynchronizationManager.registerSynchronization(new Ending());
            bound = Objects.requireNonNull(TransactionSynchronizationManager.getResource(this));
        }
        return (Map<K, @Nullable V>) bound;
    }

    private void bind(Object known) {
        TransactionSynchronizationManager.bindResource(this, known);
    }

    /** A transaction inside this one reads anew; afterwards nothing is left. */
    private final class Ending implements TransactionSynchronization {

        private @Nullable Object suspended;

        @Override
        public void suspend() {
            suspended = TransactionSynchronizationManager.unbindResourceIfPossible(OncePerTransaction.this);
        }

        @Override
        public void resume() {
            if (suspended != null) {
                bind(suspended);
                suspended = null;
            }
        }

        @Override
        public void afterCompletion(int status) {
            forget();
        }
    }
}
