namespace Tiphys.ApiServer.Pipeline;

/// <summary>Requests that last as long as their client likes (upstream's <c>LongRunningFunc</c>).</summary>
internal static class LongRunning
{
    public static bool Is(RequestInfo info) => info.Verb == "watch" || IsStream(info);

    /// <summary>True for those that stream something else than events.</summary>
    public static bool IsStream(RequestInfo info) =>
        info.Verb == "proxy" || (info.IsResourceRequest && info.Subresource is "attach" or "exec" or "proxy" or "log" or "portforward");
}
