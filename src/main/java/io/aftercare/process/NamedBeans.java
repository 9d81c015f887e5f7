package io.aftercare.process;

import java.util.AbstractMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/** The only beans that an expression in a model can see: the delegates of the service tasks. */
class NamedBeans extends AbstractMap<Object, Object> {

    private final ListableBeanFactory beans;

    NamedBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name
                && name.endsWith("Delegate")
                && beans.containsBean(name)
                && beans.isTypeMatch(name, JavaDelegate.class);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return containsKey(key) ? beans.getBean(String.valueOf(key)) : null;
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return beans.getBeansOfType(JavaDelegate.class).entrySet().stream()
                .map(entry -> new SimpleImmutableEntry<Object, Object>(entry.getKey(), entry.getValue()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
