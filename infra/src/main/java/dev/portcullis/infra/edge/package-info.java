/** Where requests arrive: load balancers, web ACLs, certificates and DNS failover. */
@NullMarked
package dev.portcullis.infra.edge;

import org.jspecify.annotations.NullMarked;
