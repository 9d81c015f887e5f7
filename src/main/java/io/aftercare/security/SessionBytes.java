package io.aftercare.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ClassUtils;

/**
 * How sessions lie in the database: as Java writes objects, but only the kinds that we put there are read again (S4).
 * What cannot be read, because another version wrote it, is as good as not there: its owner signs in again.
 */
class SessionBytes {

    private static final Logger LOG = LoggerFactory.getLogger(SessionBytes.class);

    private static final ObjectInputFilter KINDS = ObjectInputFilter.Config.createFilter("maxdepth=20;maxrefs=20000;"
            + "maxbytes=200000;maxarray=20000;"
            + "java.lang.*;java.util.*;java.util.concurrent.CopyOnWriteArrayList;java.time.*;"
            + "org.springframework.security.core.**;org.springframework.security.authentication.*;"
            + "org.springframework.security.web.authentication.*;org.springframework.security.web.savedrequest.*;"
            + "org.springframework.security.oauth2.**;io.aftercare.oidc.*;java.net.URL;"
            + "org.springframework.web.servlet.FlashMap;org.springframework.util.*;"
            + "org.camunda.bpm.webapp.impl.security.**;!*");

    byte[] write(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException notSerializable) {
            throw new UncheckedIOException(value.getClass().getName(), notSerializable);
        }
        return bytes.toByteArray();
    }

    @Nullable
    Object read(byte[] stored) {
        try (ObjectInputStream in = new Loaded(stored)) {
            return in.readObject();
        } catch (InvalidClassException unlikeOurs) {
            LOG.warn("A session was written by another version or is not ours: {}", unlikeOurs.getMessage());
        } catch (IOException | ClassNotFoundException unreadable) {
            LOG.warn("Something in a session cannot be read: {}", unreadable.toString());
        }
        return null;
    }

    /** Finds classes in the packaged program too. */
    private static final class Loaded extends ObjectInputStream {

        Loaded(byte[] stored) throws IOException {
            super(new ByteArrayInputStream(stored));
            setObjectInputFilter(KINDS);
        }

        @Override
        protected Class<?> resolveClass(java.io.ObjectStreamClass kind) throws IOException, ClassNotFoundException {
            try {
                return ClassUtils.forName(kind.getName(), SessionBytes.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError unknown) {
                return super.resolveClass(kind);
            }
        }
    }
}
