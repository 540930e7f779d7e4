using Tiphys.Api.Errors;
using Tiphys.Storage;

namespace Tiphys.ApiServer.Storage;

/// <summary>Words for clients that the store does not take a write: 503, for clients in this process as for those over HTTP.</summary>
internal static class StoreFailure
{
    /// <summary>Waits for a write.</summary>
    /// <exception cref="ApiException">The store is read-only, or the write failed; whether it was carried out is then unknown.</exception>
    public static async ValueTask<WriteResult> AsStatusAsync(ValueTask<WriteResult> write)
    {
        try
        {
            return await write;
        }
        catch (StoreUnavailableException error)
        {
            throw new ApiException(StatusErrors.ServiceUnavailable(error.Message).Status, error);
        }
    }
}
