using System.Text;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Json;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Shows what an update would change in a pod.</summary>
internal static class PodDifference
{
    /// <summary>The old and the new specification, as JSON, one line each.</summary>
    public static string Describe(PodSpec spec, PodSpec old) => $"-{Json(old)}\n+{Json(spec)}\n";

    private static string Json(PodSpec spec) => Encoding.UTF8.GetString(ApiJson.Write(spec));
}
