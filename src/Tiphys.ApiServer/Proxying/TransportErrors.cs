namespace Tiphys.ApiServer.Proxying;

/// <summary>Words for connections that did not come about.</summary>
internal static class TransportErrors
{
    /// <summary>The innermost reason, which says most: <c>Connection refused</c> rather than <c>an error occurred while sending</c>.</summary>
    public static string Describe(Exception error)
    {
        while (error.InnerException is { } inner)
        {
            error = inner;
        }

        return error.Message;
    }
}
