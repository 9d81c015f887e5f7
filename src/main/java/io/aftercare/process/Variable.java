package io.aftercare.process;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;

/** A process variable with its type; it exists only because a gateway, a timer, an assignment or a column reads it. */
record Variable<T>(String name, Class<T> type) {

    @Nullable
    T get(VariableScope scope) {
        return type.cast(scope.getVariable(name));
    }

    void set(VariableScope scope, @Nullable T value) {
        scope.setVariable(name, value);
    }

    /** For a gateway that comes next in the same transaction: nothing is written to the database. */
    void setForNow(VariableScope scope, @Nullable T value) {
        scope.setVariable(name, org.camunda.bpm.engine.variable.Variables.untypedValue(value, true));
    }

    boolean isTrue(VariableScope scope) {
        return Boolean.TRUE.equals(scope.getVariable(name));
    }
}
