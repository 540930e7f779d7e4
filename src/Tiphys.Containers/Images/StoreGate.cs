using Microsoft.Win32.SafeHandles;
using Tiphys.Containers.Images.Content;

namespace Tiphys.Containers.Images;

/// <summary>
/// Keeps garbage collection apart from everything that adds content. Adding is shared, collecting exclusive, among the
/// tasks of this process and, by an advisory lock on a file, among processes that use the same store.
/// </summary>
internal sealed class StoreGate(string path) : IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(5);

    // Held for each change of the two fields below, and by a collector for as long as it runs.
    private readonly SemaphoreSlim _transition = new(1, 1);
    private int _shared;
    private SafeFileHandle? _file;

    public void Dispose()
    {
        _file?.Dispose();
        _transition.Dispose();
    }

    /// <summary>Waits until nobody collects and keeps it so until the result is disposed.</summary>
    public async Task<IAsyncDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _transition.WaitAsync(cancellationToken);
        try
        {
            _file ??= await LockSharedAsync(cancellationToken);
            _shared++;
            return new SharedHolder(this);
        }
        finally
        {
            _transition.Release();
        }
    }

    /// <summary>Keeps everybody else out until the result is disposed; null when somebody is in.</summary>
    public async Task<IDisposable?> TryEnterExclusiveAsync(CancellationToken cancellationToken)
    {
        await _transition.WaitAsync(cancellationToken);
        SafeFileHandle? file = null;
        try
        {
            if (_shared == 0)
            {
                file = OpenFile();
                if (Posix.TryLock(file, exclusive: true))
                {
                    var holder = new ExclusiveHolder(this, file);
                    file = null;
                    return holder;
                }
            }
        }
        catch
        {
            _transition.Release();
            throw;
        }
        finally
        {
            file?.Dispose();
        }

        _transition.Release();
        return null;
    }

    private async Task<SafeFileHandle> LockSharedAsync(CancellationToken cancellationToken)
    {
        var file = OpenFile();
        try
        {
            while (!Posix.TryLock(file, exclusive: false))
            {
                await Task.Delay(RetryInterval, cancellationToken);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private SafeFileHandle OpenFile() => Posix.OpenLockFile(path);

    private sealed class SharedHolder(StoreGate gate) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await gate._transition.WaitAsync(CancellationToken.None);
            if (--gate._shared == 0)
            {
                gate._file!.Dispose();
                gate._file = null;
            }

            gate._transition.Release();
        }
    }

    private sealed class ExclusiveHolder(StoreGate gate, SafeFileHandle file) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            gate._transition.Release();
        }
    }
}
