using Tiphys.Api.Coordination.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Coordination;

/// <summary>Rules of leases (pkg/registry/coordination/lease).</summary>
public sealed class LeaseStrategy : ResourceStrategy<Lease>
{
    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    /// <inheritdoc/>
    public override bool AllowsUnconditionalUpdate => false;
}
