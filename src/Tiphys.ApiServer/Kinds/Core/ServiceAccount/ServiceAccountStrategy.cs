using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of service accounts (pkg/registry/core/serviceaccount).</summary>
public sealed class ServiceAccountStrategy : ResourceStrategy<ServiceAccount>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;
}
