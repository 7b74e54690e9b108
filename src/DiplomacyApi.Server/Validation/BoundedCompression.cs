using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Errors;
using Grpc.Net.Compression;

namespace DiplomacyApi.Server.Validation;

/// <summary>Unpacks requests up to a bound, which the framework alone does not: few bytes may unpack to a thousand times as many.</summary>
internal sealed class BoundedCompression(ICompressionProvider inner, int bytesMax) : ICompressionProvider
{
    public string EncodingName => inner.EncodingName;

    public Stream CreateCompressionStream(Stream stream, System.IO.Compression.CompressionLevel? compressionLevel) =>
        inner.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream) => new Unpacked(inner.CreateDecompressionStream(stream), bytesMax);

    private sealed class Unpacked(Stream inner, int bytesMax) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read;
            try
            {
                read = inner.Read(buffer, offset, count);
            }
            catch (InvalidDataException)
            {
                throw Refused(ErrorReason.InvalidValue,
                    "The request cannot be decompressed; compress it as the header grpc-encoding says, or send it uncompressed.");
            }
            if ((_read += read) > bytesMax)
                throw Refused(ErrorReason.TooLarge, $"The request decompresses to more than {NumberText.Of(bytesMax)} bytes; send less.");
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        private static Grpc.Core.RpcException Refused(ErrorReason reason, string message) =>
            ErrorStatus.Of(new RefusedException(reason, message));
    }
}
