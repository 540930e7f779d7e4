using Tiphys.Api.Apps.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Apps;

/// <summary>Rules of controller revisions (pkg/registry/apps/controllerrevision).</summary>
public sealed class ControllerRevisionStrategy : ResourceStrategy<ControllerRevision>
{
}
